//! What operators look at, on an address of its own that the public one doesn't show: meters and
//! health.

use super::App;
use super::meters::{OPEN_METRICS, Standing};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;

/// `GET /metrics` for Prometheus, `GET /health` for whoever restarts what is ill.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let (meters, health) = (Arc::clone(app), Arc::clone(app));
    Router::new()
        .route(
            "/metrics",
            get(move || {
                let app = Arc::clone(&meters);
                async move {
                    let standing = standing(&app).await;
                    let headers = [(header::CONTENT_TYPE, OPEN_METRICS)];
                    (headers, app.meters.text(standing)).into_response()
                }
            }),
        )
        .route(
            "/health",
            get(move || {
                let app = Arc::clone(&health);
                async move {
                    match standing(&app).await {
                        Some(_) => (StatusCode::OK, "ok\n"),
                        None => (
                            StatusCode::SERVICE_UNAVAILABLE,
                            "the store does not answer\n",
                        ),
                    }
                }
            }),
        )
}

async fn standing(app: &App) -> Option<Standing> {
    match app.core.store.read(Standing::read).await {
        Ok(standing) => Some(standing),
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            None
        }
    }
}
