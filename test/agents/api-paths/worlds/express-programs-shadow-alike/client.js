export const blank = () => fetch('/items/new');
