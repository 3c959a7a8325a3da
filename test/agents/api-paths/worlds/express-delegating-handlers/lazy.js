import {Router} from 'express';
const router = Router();
router.get('/late', (req, res) => res.end());
export default router;
