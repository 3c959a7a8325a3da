/** A reader of marks, as parsers are written by hand. */
export function stepOf(isFirst: boolean, isLast: boolean, given: string, take: (state: string) => void) {
	const state = isFirst ? 'none' : isLast ? 'done' : given;
	if (state === 'zero') {
		take('zero');
	} else if (state === 'text') {
		take('text');
	} else if (state === 'tag') {
		take('tag');
	} else if (state === 'name') {
		take('name');
	} else if (state === 'value') {
		take('value');
	} else if (state === 'quoted') {
		take('quoted');
	} else if (state === 'comment') {
		take('comment');
	} else if (state === 'entity') {
		take('entity');
	} else if (state === 'script') {
		take('script');
	} else if (state === 'style') {
		take('style');
	} else if (state === 'closing') {
		take('closing');
	} else if (state === 'special') {
		take('special');
	} else if (state === 'declaration') {
		take('declaration');
	} else if (state === 'instruction') {
		take('instruction');
	} else if (state === 'cdata') {
		take('cdata');
	} else if (state === 'title') {
		take('title');
	} else if (state === 'numeric') {
		take('numeric');
	} else if (state === 'hex') {
		take('hex');
	} else if (state === 'named') {
		take('named');
	} else if (state === 'before') {
		take('before');
	} else if (state === 'after') {
		take('after');
	} else if (state === 'end') {
		take('end');
	} else if (state === 'start') {
		take('start');
	} else if (state === 'inside') {
		take('inside');
	} else if (state === 'outside') {
		take('outside');
	} else if (state === 'single') {
		take('single');
	} else if (state === 'double') {
		take('double');
	} else if (state === 'bare') {
		take('bare');
	} else if (state === 'slash') {
		take('slash');
	} else if (state === 'bang') {
		take('bang');
	} else if (state === 'dash') {
		take('dash');
	} else if (state === 'equals') {
		take('equals');
	} else if (state === 'space') {
		take('space');
	} else if (state === 'letter') {
		take('letter');
	} else if (state === 'digit') {
		take('digit');
	} else if (state === 'open') {
		take('open');
	} else if (state === 'shut') {
		take('shut');
	} else if (state === 'more') {
		take('more');
	} else if (state === 'less') {
		take('less');
	} else if (state === 'other') {
		take('other');
	} else if (state === 'last') {
		take('last');
	} else {
		void fetch('/api/states', {method: 'POST'});
	}
}
