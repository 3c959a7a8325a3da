exports.getProduct = (req, res) => res.json({id: req.params.id});
exports.saveProduct = (req, res) => res.status(201).json(req.body);
