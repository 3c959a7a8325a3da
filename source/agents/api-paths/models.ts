import {clientModels} from './clients/clients.ts';
import {graphql} from './clients/graphql.ts';
import {jquery} from './clients/jquery.ts';
import {mocks} from './clients/mocks.ts';
import {reactModel} from './clients/react.ts';
import {reduxSaga} from './clients/redux-saga.ts';
import {reduxToolkit} from './clients/redux-toolkit.ts';
import {routerParams} from './clients/router-params.ts';
import {rtkQuery} from './clients/rtk-query.ts';
import {superagent} from './clients/superagent.ts';
import {swr} from './clients/swr.ts';
import {tanstackQuery} from './clients/tanstack-query.ts';
import {typedClients} from './clients/typed-clients.ts';
import {vue} from './clients/vue.ts';
import type {Model} from './evaluate/machine.ts';
import {astroModel} from './servers/astro.ts';
import {adonisModel} from './servers/adonis.ts';
import {elysiaModel} from './servers/elysia.ts';
import {expressModel} from './servers/express.ts';
import {fastifyModel} from './servers/fastify.ts';
import {fetchServersModel} from './servers/fetch-servers.ts';
import {hapiModel} from './servers/hapi.ts';
import {functionsModel} from './servers/functions.ts';
import {honoModel} from './servers/hono.ts';
import {koaModel} from './servers/koa.ts';
import {nestModel} from './servers/nest.ts';
import {nodeModel} from './servers/node.ts';
import {nextModel} from './servers/next.ts';
import {nodeHttpModel} from './servers/node-http.ts';
import {nuxtModel} from './servers/nuxt.ts';
import {remixModel} from './servers/remix.ts';
import {svelteKitModel} from './servers/svelte-kit.ts';
import {webSocketModel} from './servers/websocket.ts';

/** Every model there is, servers first; where two know the same package or global, the first one speaks. */
export const models: readonly Model[] = [
	expressModel,
	fastifyModel,
	koaModel,
	honoModel,
	hapiModel,
	adonisModel,
	elysiaModel,
	nestModel,
	nodeModel,
	webSocketModel,
	svelteKitModel,
	remixModel,
	nuxtModel,
	nodeHttpModel,
	fetchServersModel,
	functionsModel,
	nextModel,
	astroModel,
	mocks,
	vue,
	...clientModels,
	tanstackQuery,
	swr,
	rtkQuery,
	superagent,
	jquery,
	reduxSaga,
	reduxToolkit,
	routerParams,
	graphql,
	typedClients,
	reactModel,
];
