export const quotes = (symbol: string) => fetch(`/anything/stocks/${symbol}/quotes`);
export const bonds = () => fetch('/bonds');
