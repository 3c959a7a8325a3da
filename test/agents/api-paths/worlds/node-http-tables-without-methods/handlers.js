exports.home = (request, response) => response.end('home');

exports.upload = (request, response) => {
  if (request.method === 'POST') {
    response.end('ok');
  } else {
    response.writeHead(405);
    response.end();
  }
};
