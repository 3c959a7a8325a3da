export const home = () => '<h1>Home</h1>';
export const orders = () => '<h1>Orders</h1>';
