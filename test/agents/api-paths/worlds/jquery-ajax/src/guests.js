import $ from 'jquery';

const api = '/api/guests';

export function refresh() {
	$('#list').empty().load('/partials/list.html #items', () => $('#list').show());
	$.getJSON(api, {page: 1}, (guests) => $('#count').text(guests.length));
	return $.get(api + '?all=1').done((guests) => guests.forEach(draw));
}

export const add = (guest) => $.post(api, guest);

export function rename(id, name) {
	return $.ajax({
		url: `${api}/${id}`,
		type: 'PUT',
		contentType: 'application/json',
		data: JSON.stringify({name}),
	});
}

export const remove = (id) => $.ajax(`${api}/${id}`, {method: 'DELETE'});
export const touch = (id) => $.ajax($.extend({method: 'PATCH'}, {url: api + '/' + id}));

function draw(guest) {
	$('<li>').text(guest.name).appendTo('#list').data('url', `/api/unused/${guest.id}`);
}

$(window).on('load', refresh);
