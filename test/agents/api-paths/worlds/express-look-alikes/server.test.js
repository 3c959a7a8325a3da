import request from 'supertest';
import express from 'express';
const app = express();
app.get('/in-a-test', (req, res) => res.end());
test('answers', () => request(app).get('/real').expect(200));
