const path = require('path');
const glob = require('glob');
const _ = require('lodash');

module.exports = load();

function load() {
  const ofStage = require(path.join(process.cwd(), 'config/stages/', process.env.NODE_ENV)) || {};
  const assets = _.merge(require(path.join(process.cwd(), 'config/assets')), ofStage);
  return {routes: filesOf(assets.server.routes)};
}

function filesOf(patterns) {
  const isUrl = new RegExp('^(?:[a-z]+:)?//', 'i');
  let files = [];
  if (_.isArray(patterns)) {
    patterns.forEach((pattern) => {
      files = _.union(files, filesOf(pattern));
    });
  } else if (isUrl.test(patterns)) files.push(patterns);
  else files = _.union(files, glob.sync(patterns));
  return files;
}
