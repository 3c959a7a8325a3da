import {remove, send} from './send.js';

const table = $('#books');

$.getJSON('/books', {page: 1}, (books) => books.forEach(add));

function add(book) {
	const row = $('<tr>').data('path', `/not/asked/${book.isbn}`).appendTo(table);
	row.on('click', () => $.get(`/books/${book.isbn}.json`, (one) => row.text(one.title)));
	row.find('.lend').on('click', () => send('POST', `/books/${book.isbn}/loans`));
	row.find('.drop').on('click', () => remove(`/books/${book.isbn}`));
	row.find('.edit').on('click', () => send('PUT', `/books/${book.isbn}`));
	row.find('.cover').load(() => row.show());
}

$('#history').load('/books/1/loans/past #list');
$('#help').load('/fragments/help');
