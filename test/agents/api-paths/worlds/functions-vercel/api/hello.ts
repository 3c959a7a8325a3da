import type {VercelRequest, VercelResponse} from '@vercel/node';

export default function handler(request: VercelRequest, response: VercelResponse) {
  if (request.method === 'POST') return response.status(201).end();
  if (request.method === 'GET') return response.json({});
  return response.status(405).end();
}
