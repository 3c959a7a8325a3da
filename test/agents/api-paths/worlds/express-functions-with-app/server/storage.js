export class MemoryStorage {
  list = new Map();
  async items() {
    return [...this.list.values()];
  }
  async add(item) {
    this.list.set(item.id, item);
    return this.list.get('/items');
  }
}
