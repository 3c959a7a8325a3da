function send(type, url, data) {
	return jQuery.ajax({type: type, url: url, data: JSON.stringify(data), contentType: 'application/json'});
}

function show() {
	send('GET', '/scores').then(function (scores) {
		$('#scores').html(scores.map((score) => `<p>${score}</p>`));
	});
}

$(document).ready(function () {
	$('#save').click(function () {
		send('POST', '/scores', {points: $('#points').val()}).then(show);
	});
	$('#reset').click(function () {
		send('DELETE', '/scores').then(show);
	});
	show();
});
