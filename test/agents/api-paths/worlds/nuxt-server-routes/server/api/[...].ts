export default defineEventHandler(() => 'nothing here');
