export const document = {
  openapi: '3.1.0',
  paths: {'/orders': {get: {operationId: 'listOrders'}, post: {operationId: 'createOrder'}}},
};
