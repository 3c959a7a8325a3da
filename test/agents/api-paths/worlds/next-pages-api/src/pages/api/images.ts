import nc from 'next-connect';
import multer from 'multer';

const handler = nc({onError: (_error, _req, res) => res.status(500).end()});
handler.use(multer().single('image'));
handler
  .get((_req, res) => res.json([]))
  .post((_req, res) => res.status(201).end());

export default handler;
