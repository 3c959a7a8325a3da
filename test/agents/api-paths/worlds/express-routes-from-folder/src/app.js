const express = require('express');
const fs = require('fs');
const path = require('path');
const {globSync} = require('glob');

const app = express();
const folder = path.join(__dirname, 'routes');

fs.readdirSync(folder)
  .filter((file) => file.endsWith('.js') && file !== 'index.js')
  .forEach((file) => {
    const name = path.basename(file, '.js');
    app.use(`/api/${name}`, require(path.join(folder, file)));
  });

for (const file of globSync('features/**/*.routes.js', {cwd: __dirname})) {
  require(path.resolve(__dirname, file))(app);
}

app.listen(3000);
