export const GET = 'not a route';
