const express = require('express');

const app = express();
const answer = (req, res) => res.json([]);
const posts = {path: '/posts', get: answer, children: [{path: '/:post', delete: answer}]};
const users = {path: '/users', get: answer, children: [{path: '/:id', get: answer, put: answer, children: [posts]}]};
const tree = {path: '/v1', children: [users, {path: '/teams', get: answer}]};

app.use(tree.path, routerOf(tree));
addAll('/flat', tree);

const [, , method, path] = process.argv;
app[method]('/by-argument', answer);
app[method](path, answer);

function routerOf(node) {
  const router = express.Router({mergeParams: true});
  for (const verb of ['get', 'put', 'delete']) if (node[verb]) router[verb]('/', node[verb]);
  (node.children || []).forEach((child) => router.use(child.path, routerOf(child)));
  return router;
}

function addAll(base, {path: own, children = [], ...methods}) {
  const at = base + own;
  for (const [verb, handler] of Object.entries(methods)) app[verb](at, handler);
  children.forEach((child) => addAll(at, child));
}
