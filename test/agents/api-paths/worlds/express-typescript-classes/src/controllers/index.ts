export {OrderController} from './order.controller.js';
export * from './report.controller.js';
