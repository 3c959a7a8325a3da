export const GET = () => 'a component';
