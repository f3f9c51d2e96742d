# One container: the site and its worker. Everything it keeps is in /data; put a proxy that speaks https before it.
FROM python:3.12-slim
WORKDIR /handfast
ENV HANDFAST_DATA=/data PYTHONUNBUFFERED=1

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY manage.py ./
COPY handfast handfast

RUN useradd --system --home-dir /data --create-home handfast
USER handfast
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/', timeout=5)"]
CMD ["sh", "-c", "python manage.py migrate --no-input && python manage.py collectstatic --no-input --verbosity 0 \
    && exec python manage.py serve --host 0.0.0.0 --port 8000"]
