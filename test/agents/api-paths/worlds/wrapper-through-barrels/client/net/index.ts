export * from './middle';
export {default as any} from './lowest';
export * as low from './middle';
