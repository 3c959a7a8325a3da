export * from './paths.js';
export {statuses} from './statuses.js';
