import express from 'express';

const app = express();
const versions = {v1: {users: ['get']}, v2: {users: ['get', 'post'], teams: ['get']}};
const answer = (req, res) => res.json([]);

for (const [version, resources] of Object.entries(versions)) {
  const router = express.Router();
  const add = (name, methods) => {
    const resource = express.Router();
    methods.forEach((method) => resource[method]('/list', answer));
    router.use(`/${name}`, resource);
  };
  for (const [name, methods] of Object.entries(resources)) {
    const inner = name.toLowerCase();
    const register = () => add(inner, methods);
    register();
  }
  app.use(`/${version}`, router);
}

let shard = 0;
do {
  app.get(`/shards/${shard}`, answer);
  shard++;
} while (shard < 3);
