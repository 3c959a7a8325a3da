export const shelves = () => fetch('/shelves');
export const popular = () => fetch('/books/popular');
export const books = () => fetch('/books');
