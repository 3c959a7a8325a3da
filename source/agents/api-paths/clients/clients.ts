import type {Model} from '../evaluate/machine.ts';
import {angularModel} from './angular.ts';
import {axiosModel} from './axios.ts';
import {browserModel} from './browser.ts';
import {eventSourceModel} from './event-source.ts';
import {fetchModel} from './fetch.ts';
import {kyModel} from './ky.ts';
import {lightClientsModel} from './light-clients.ts';
import {lodashModel} from './lodash.ts';
import {markupModel} from './markup.ts';
import {nuxtModel} from './nuxt.ts';
import {ofetchModel} from './ofetch.ts';
import {pathBuildersModel} from './path-builders.ts';
import {sveltekitModel} from './sveltekit.ts';
import {websocketModel} from './websocket.ts';
import {xhrModel} from './xhr.ts';

/** Models of the platform's own ways to make requests, and of libraries for nothing else. */
export const clientModels: readonly Model[] = [
	fetchModel,
	axiosModel,
	kyModel,
	ofetchModel,
	nuxtModel,
	xhrModel,
	eventSourceModel,
	websocketModel,
	browserModel,
	markupModel,
	angularModel,
	lightClientsModel,
	pathBuildersModel,
	lodashModel,
	sveltekitModel,
];
