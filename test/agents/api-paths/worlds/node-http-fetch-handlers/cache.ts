export const cache = {
  fetch(request: Request) {
    if (request.url === '/never') return 'a cached answer';
    return null;
  },
};
