import type {Model} from '../evaluate/machine.ts';
import {native, type NativeValue} from '../evaluate/value.ts';

/** Libraries that answer requests in tests or stories: what is said to them is neither a call nor a route. */
export const mocks: Model = {
	name: 'mocks',
	modules: Object.fromEntries(
		[
			'msw',
			'msw/*',
			'nock',
			'fetch-mock',
			'fetch-mock/*',
			'fetch-mock-jest',
			'@fetch-mock/vitest',
			'@fetch-mock/jest',
			'jest-fetch-mock',
			'vitest-fetch-mock',
		]
			.concat([
				'axios-mock-adapter',
				'axios-mock-adapter/*',
				'moxios',
				'supertest',
				'supertest-as-promised',
				'supertest-session',
				'chai-http',
				'light-my-request',
				'pactum',
				'frisby',
			])
			.concat([
				'miragejs',
				'ember-cli-mirage',
				'pretender',
				'mockjs',
				'@pollyjs/core',
				'@pact-foundation/pact',
				'sinon',
				'undici-mock',
				'jquery-mockjax',
				'superagent-mock',
				'xhr-mock',
			])
			.map((name) => [name, () => swallowing]),
	),
};

/** Takes every call and gives itself. */
const swallowing: NativeValue = native('mock', {
	get: (name) => (name === 'then' ? undefined : swallowing),
	call: () => swallowing,
	construct: () => swallowing,
});
