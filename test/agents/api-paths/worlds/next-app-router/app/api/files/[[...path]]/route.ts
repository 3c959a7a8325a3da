export * from '@/lib/items';
