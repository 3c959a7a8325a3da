export function createDispatcher(table) {
  const compiled = table.map((entry) => ({...entry, pattern: new RegExp(`^${entry.url.replace(/:([a-z]+)/g, '(?<$1>[^/]+)')}$`)}));
  return async (request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost');
    for (const {verb, pattern, run} of compiled) {
      const match = pattern.exec(pathname);
      if (match === null || verb !== request.method) continue;
      response.end(JSON.stringify(await run(match.groups)));
      return;
    }
    response.writeHead(404).end();
  };
}
