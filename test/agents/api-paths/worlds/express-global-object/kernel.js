module.exports = {
  async start() {
    await this.mount();
  },
  async mount() {
    app.use(SERVICE.prefix, require('./users'));
  },
};
