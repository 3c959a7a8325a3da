export const books = () => fetch('/api/books');
export const rename = (isbn, title) => fetch(`/api/books/${isbn}`, {method: 'PATCH', body: title});
export const loans = () => fetch('/api/loans');
export const giveBack = (loan) => fetch(`/api/loans/${loan.id}`, {method: 'DELETE'});
export const remind = () => fetch('/api/loans/mail/reminders', {method: 'POST'});
export const legacy = () => fetch('/legacy/catalogue');
export const slash = () => fetch('/api/books/');
export const authors = () => fetch('/api/authors');
