import type {Agent} from './define-agent.ts';
import {apiPathsAgent} from './api-paths/agent.ts';
import {endpointsAgent} from './endpoints/agent.ts';
import {queriesAgent} from './queries/agent.ts';

/** Every agent there is, in the order of the screen. Agents load what is heavy (undici, parsers, drivers) when they run. */
export const agents: readonly Agent[] = [apiPathsAgent, queriesAgent, endpointsAgent];
