import mongoose from 'mongoose';

const schema = new mongoose.Schema({text: String});
export const Note = mongoose.model('Note', schema);
