export const GET = 10;
