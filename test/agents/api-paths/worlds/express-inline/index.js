const express = require('express');
const {getProduct, saveProduct} = require('./products');

const app = express();
app.set('port', process.env.PORT || 3000);
app.use(express.json());

app.get('/', (req, res) => res.send('ok'));
app.get('/products/:id', getProduct);
app.put('/products/:id', express.text(), saveProduct);
app
  .post('/products', saveProduct)
  .delete('/products/:id', (req, res) => {
    res.sendStatus(204);
  });
app.get(['/about', '/about-us'], (req, res) => res.json({name: 'shop'}));
app.all('/echo', (req, res) => res.json(req.body));
app['m-search']('/devices', (req, res) => res.end());

// Reads a setting.
if (app.get('env') === 'development') console.log('on port', app.get('port'));

app.listen(app.get('port'));
