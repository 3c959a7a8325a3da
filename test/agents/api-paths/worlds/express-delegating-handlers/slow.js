import {Router} from 'express';
export default Router().get('/queue', (req, res) => res.end());
