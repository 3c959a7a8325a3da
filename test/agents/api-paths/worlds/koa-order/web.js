export const bestsellers = () => fetch('/books/bestsellers');
export const book = (isbn) => fetch(`/books/${isbn}`);
export const draft = () => fetch('/books/draft', {method: 'PUT'});
export const authors = () => fetch('/authors');
