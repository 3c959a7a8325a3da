import Base from './base.js';
void new Base().load({path: '/documents.list', params: {}});
