const express = require('express');

const posts = express.Router({mergeParams: true});
posts.get('/', (req, res) => res.json([]));
posts.get('/:postId/', (req, res) => res.json({}));

module.exports = posts;
