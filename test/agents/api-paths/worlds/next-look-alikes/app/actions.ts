'use server';

export async function POST(form: FormData) {
  return form.get('name');
}
