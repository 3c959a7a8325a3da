export const rooms = () => fetch('/api/rooms');
export const rates = () => fetch('/api/rates');
