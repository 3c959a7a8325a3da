export const withUser = (handler: (request: Request) => Promise<Response>) => (request: Request) => handler(request);
