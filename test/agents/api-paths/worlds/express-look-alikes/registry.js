/** Looks like a router, is none. */
export class Registry {
  items = new Map();
  get(path, make) {
    if (!this.items.has(path)) this.items.set(path, make());
    return this.items.get(path);
  }
  use(path, plugin) {
    this.items.set(path, plugin);
  }
}
export const registry = new Registry();
registry.use('/plugins', {name: 'x'});
