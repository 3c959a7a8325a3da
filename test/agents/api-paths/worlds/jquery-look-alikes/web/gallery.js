import jq from 'jquery';

jq('img').load(() => jq('#spinner').hide());
jq(window).load(function () {
	jq.getJSON('/api/titles', (titles) => jq('#titles').text(titles.join()));
});
jq('.item').data('/api/data-key').get(0);
jq.ajaxSetup({cache: false});
