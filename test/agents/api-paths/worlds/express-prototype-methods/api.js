const inherits = require('util').inherits;

function Api(app, prefix) {
  if (!(this instanceof Api)) return new Api(app, prefix);
  this.app = app;
  this.prefix = prefix;
}

Api.prototype.list = function (handler) {
  this.app.get(this.prefix, handler);
  return this;
};

Object.assign(Api.prototype, {
  one(handler) {
    this.app.get(this.prefix + '/:id', handler);
    return this;
  },
});

function WritableApi(app, prefix) {
  Api.call(this, app, prefix);
}

WritableApi.prototype = Object.create(Api.prototype);

WritableApi.prototype.create = function (handler) {
  this.app.post(this.prefix, handler);
  return this;
};

function FullApi(app, prefix) {
  WritableApi.apply(this, arguments);
}

inherits(FullApi, WritableApi);

FullApi.prototype.remove = function (handler) {
  this.app.delete(this.prefix + '/:id', handler);
  return this;
};

module.exports = {Api, WritableApi, FullApi};
