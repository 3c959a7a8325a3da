import {expect, test} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import {parseTarget, plaintextWarning} from '../../source/client/target.ts';

test.each([
	['http://localhost:3000', 'http://localhost:3000', ''],
	['http://localhost:3000/', 'http://localhost:3000', ''],
	['localhost:3000', 'http://localhost:3000', ''],
	['localhost', 'http://localhost', ''],
	['127.0.0.1/health', 'http://127.0.0.1', '/health'],
	['shop.internal:8080/monitor/', 'http://shop.internal:8080', '/monitor'],
	['[::1]:3000', 'http://[::1]:3000', ''],
	['  https://shop.example/a b  ', 'https://shop.example', '/a%20b'],
	['HTTPS://Shop.Example:443/x', 'https://shop.example', '/x'],
])('%s is understood', (text, origin, path) => {
	expect(parseTarget(text)).toMatchObject({origin, path, url: origin + path});
});

test('a query is kept for asking and not shown', () => {
	expect(parseTarget('http://shop/health?key=secret#x')).toEqual({
		origin: 'http://shop',
		path: '/health',
		query: '?key=secret',
		url: 'http://shop/health',
	});
});

test.each([
	['', /does not say http/],
	['shop.example', /“shop\.example” does not say http:\/\/ or https:\/\/: give a URL such as/],
	['3000', /does not say http/],
	['ftp://shop', /speaks http and https only/],
	['file:///etc/passwd', /speaks http and https only/],
	['http://', /is not a URL/],
	['http://shop:99999', /is not a URL/],
	['javascript:alert(1)', /does not say http/],
	['http://user:s3cret@shop', /put a token into a file \(--token-file\)/],
	['user:s3cret@shop:3000', /does not say http/],
	['http://user:s3cret@shop:99999/?key=s3cret', /is not a URL/],
	['http://sh\u001B[31mop', /is not a URL/],
])('%j is refused in one sentence that gives nothing away', (text, words) => {
	const refuse = (): unknown => parseTarget(text);
	expect(refuse).toThrow(EsaError);
	expect(refuse).toThrow(words);
	expect(refuse).not.toThrow(/s3cret|\p{Cc}/u);
	expect(refuse).toThrow(expect.objectContaining({code: 'bad-url', message: expect.stringMatching(/^[^\n]*\.$/)}));
});

test('a token over plain http is warned of, except on this machine', () => {
	const warned = (url: string): boolean => plaintextWarning(parseTarget(url)) !== undefined;
	expect(
		['http://shop', 'shop:3000', 'http://10.0.0.1', 'http://localhost.evil.test', 'http://127.evil.test'].filter((url) => !warned(url)),
	).toEqual([]);
	expect(['https://shop', 'localhost:3000', 'http://127.0.0.1', 'http://[::1]:3000', 'http://shop.localhost'].filter(warned)).toEqual([]);
});
