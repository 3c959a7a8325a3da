export const users = () => fetch('/api/users');
