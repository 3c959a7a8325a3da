export * as vehicles from './vehicles';
export {default as http} from './http';
