import {describe, expect, test} from 'vitest';
import {baseOf, esaAdapter} from '../../../source/client/adapters/esa.ts';
import {answerOf} from '../../support/answers.ts';
import {esaReport} from '../../support/esa-answers.ts';

const at = '2026-11-22T20:00:00.000Z';
const discovery = (base: string) => ({schemaVersion: 1, at, name: 'shop', version: '1', base});
const wellKnown = '/.well-known/esa-health';

describe('is known by its body', () => {
	test.each([
		['a report', esaReport(at), '/anywhere', 200, 1],
		['a report of a newer protocol', {...esaReport(at), schemaVersion: 2}, '/esa/v1/health', 200, 1],
		['a discovery', discovery('/esa/v1'), wellKnown, 200, 1],
		['a refusal for want of a token', {schemaVersion: 1, at, error: {code: 'unauthorised', message: 'x'}}, '/esa/v1/health', 401, 0.9],
		['our own "not found"', {schemaVersion: 1, at, error: {code: 'not-found', message: 'x'}}, '/esa/v1/health', 404, 0],
		['our refusal elsewhere', {schemaVersion: 1, at, error: {code: 'unauthorised', message: 'x'}}, '/monitor', 401, 0],
		['other JSON', {overall: 98, categories: []}, '/esa/v1/health', 200, 0],
		['text', 'ok', '/esa/v1/health', 200, 0],
	])('%s', (_, body, path, status, confidence) => {
		expect(esaAdapter.detect(answerOf(body, {path, status}))).toBe(confidence);
	});
});

describe('the base', () => {
	test.each([
		['is where the report was found', esaReport(at), '/monitor/esa/v1/health', '/monitor/esa/v1'],
		['is what discovery says', discovery('/esa/v1'), wellKnown, '/esa/v1'],
		['is below the prefix under which discovery was found', discovery('/esa/v1'), `/monitor${wellKnown}`, '/monitor/esa/v1'],
		['names the prefix once', discovery('/monitor/esa/v1/'), `/monitor${wellKnown}`, '/monitor/esa/v1'],
		['is never an address elsewhere', discovery('https://evil.test/esa'), wellKnown, '/esa/v1'],
		['is never a host in disguise', discovery('//evil.test/esa'), wellKnown, '/esa/v1'],
		['never breaks a request line', discovery('/esa HTTP/1.1\r\nx: y'), wellKnown, '/esa/v1'],
	])('%s', (_, body, path, base) => {
		expect(baseOf(answerOf(body, {path}))).toBe(base);
	});
});
