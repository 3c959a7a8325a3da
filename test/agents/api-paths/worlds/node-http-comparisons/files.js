export function handleFiles(req, res, path) {
  if (req.method !== 'GET') {
    res.writeHead(405);
    return res.end();
  }
  res.end(path.slice('/files/'.length));
}
