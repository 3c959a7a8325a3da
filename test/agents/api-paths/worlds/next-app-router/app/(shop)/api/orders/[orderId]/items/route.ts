export {GET} from '@/lib/items';
