// Never imported.
import {Router} from 'express';
const router = Router();
router.get('/orphan', (req, res) => res.json([]));
export default router;
